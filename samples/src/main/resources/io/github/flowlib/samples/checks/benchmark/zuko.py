"""Times zuko on PyTorch. Arguments: its source, dimension, couplings, units; tasks come on standard input.

With three more arguments, a task, its rows and how often: does it, and prints the megabytes of this process at most.
"""
import sys
import time

source, dimension, couplings, units = sys.argv[1], *map(int, sys.argv[2:5])
sys.path.insert(0, source)

import torch
import zuko

device = "cuda" if torch.cuda.is_available() else "cpu"
torch.manual_seed(0)
flow = zuko.flows.RealNVP(dimension, transforms=couplings, hidden_features=(units, units)).to(device)
optimizer = torch.optim.Adam(flow.parameters(), lr=1e-4)


def step(x):
    optimizer.zero_grad()
    loss = -flow().log_prob(x.to(device)).mean()
    loss.backward()
    optimizer.step()
    return loss.item()


def log_prob(x):
    with torch.no_grad():
        return flow().log_prob(x.to(device)).cpu()


def sample(x):
    with torch.no_grad():
        return flow().sample((len(x),)).cpu()


tasks = {"step": step, "logProb": log_prob, "sample": sample}
if len(sys.argv) > 5:
    x = torch.randn(int(sys.argv[6]), dimension)
    for _ in range(int(sys.argv[7])):
        tasks[sys.argv[5]](x)
    # Not getrusage, whose peak may be that of the process which started this one.
    peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM:"))
    print(int(peak.split()[1]) * 1.024e-3)
    sys.exit()
print(f"zuko {zuko.__version__}, PyTorch {torch.__version__}, {torch.get_num_threads()} threads", flush=True)
for line in sys.stdin:
    kind, rows, warm_up, times = line.split()
    x = torch.randn(int(rows), dimension)
    millis = []
    for i in range(int(warm_up) + int(times)):
        start = time.perf_counter()
        tasks[kind](x)
        if i >= int(warm_up):
            millis.append((time.perf_counter() - start) * 1e3)
    print(*millis, flush=True)
