package io.github.flowlib.tf.internal.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flowlib.device.Device;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EnvironmentTest {

  private static final Set<String> WITHOUT_NEURAL_NETWORKS = Set.of("avx", "avx2", "fma");

  @Test
  void oneDnnIsAdvisedWhereItIsOffUnasked() {
    assertThat(Environment.advice(Device.cpu(), Map.of(), WITHOUT_NEURAL_NETWORKS))
        .hasValueSatisfying(advice -> assertThat(advice).contains("TF_ENABLE_ONEDNN_OPTS=1"));
  }

  @Test
  void whoHasDecidedOrHasItIsLeftAlone() {
    assertThat(
            Environment.advice(
                Device.cpu(), Map.of("TF_ENABLE_ONEDNN_OPTS", "0"), WITHOUT_NEURAL_NETWORKS))
        .isEmpty();
    assertThat(Environment.advice(Device.cpu(), Map.of(), Set.of("avx2", "avx512_vnni"))).isEmpty();
    assertThat(Environment.advice(Device.cpu(), Map.of(), Set.of())).isEmpty();
  }

  @Test
  void aGpuThatMayUseTf32IsTold() {
    Optional<String> advice = Environment.advice(Device.gpu(0), Map.of(), Set.of());
    assertThat(advice).hasValueSatisfying(text -> assertThat(text).contains("=0"));
    assertThat(
            Environment.advice(Device.gpu(0), Map.of("NVIDIA_TF32_OVERRIDE", "0"), Set.of("avx2")))
        .isEmpty();
  }

  @Test
  void fastProductsNeedInstructionsAndNobodyAgainstThem() {
    Set<String> bfloat16 = Set.of("avx2", "avx512_bf16");
    assertThat(Environment.obstacleToFastProducts(Device.cpu(), Map.of(), bfloat16)).isEmpty();
    assertThat(Environment.obstacleToFastProducts(Device.cpu(), Map.of(), Set.of("avx2")))
        .hasValueSatisfying(why -> assertThat(why).contains("instructions"));
    assertThat(
            Environment.obstacleToFastProducts(
                Device.cpu(), Map.of("TF_ENABLE_ONEDNN_OPTS", "0"), bfloat16))
        .hasValueSatisfying(why -> assertThat(why).contains("TF_ENABLE_ONEDNN_OPTS=0"));
    assertThat(
            Environment.obstacleToFastProducts(
                Device.cpu(), Map.of("TF_ENABLE_ONEDNN_OPTS", "False"), bfloat16))
        .hasValueSatisfying(why -> assertThat(why).contains("TF_ENABLE_ONEDNN_OPTS=False"));
    assertThat(Environment.obstacleToFastProducts(Device.gpu(0), Map.of(), Set.of())).isEmpty();
    assertThat(
            Environment.obstacleToFastProducts(
                Device.gpu(0), Map.of("NVIDIA_TF32_OVERRIDE", "0"), bfloat16))
        .hasValueSatisfying(why -> assertThat(why).contains("NVIDIA_TF32_OVERRIDE=0"));
  }

  @Test
  void whatHelpsIsSetUnlessSomebodyHasDecided() {
    assertThat(Environment.missing(Map.of(), WITHOUT_NEURAL_NETWORKS, false))
        .containsExactly(Map.entry("TF_ENABLE_ONEDNN_OPTS", "1"));
    assertThat(
            Environment.missing(
                Map.of("TF_ENABLE_ONEDNN_OPTS", "0"), WITHOUT_NEURAL_NETWORKS, false))
        .isEmpty();
  }

  @Test
  void whatIsForGpusIsSetForTheirBuildAlone() {
    Map<String, String> ofTheUser = Map.of("NVIDIA_TF32_OVERRIDE", "1");
    assertThat(Environment.missing(Map.of(), Set.of(), false)).isEmpty();
    assertThat(Environment.missing(Map.of(), Set.of(), true))
        .containsOnly(
            Map.entry("NVIDIA_TF32_OVERRIDE", "0"), Map.entry("TF_DETERMINISTIC_OPS", "1"));
    assertThat(Environment.missing(ofTheUser, Set.of(), true))
        .containsOnlyKeys("TF_DETERMINISTIC_OPS");
  }

  @Test
  void whatWasSetIsNotAdvised() {
    Map<String, String> set = Environment.missing(Map.of(), WITHOUT_NEURAL_NETWORKS, true);
    assertThat(Environment.advice(Device.cpu(), set, WITHOUT_NEURAL_NETWORKS)).isEmpty();
    assertThat(Environment.advice(Device.gpu(0), set, WITHOUT_NEURAL_NETWORKS)).isEmpty();
  }
}
