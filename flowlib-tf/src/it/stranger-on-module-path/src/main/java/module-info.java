/** Somebody else's module: it requires the backend alone. */
module com.example.modular {
  requires io.github.flowlib.tf;
}
