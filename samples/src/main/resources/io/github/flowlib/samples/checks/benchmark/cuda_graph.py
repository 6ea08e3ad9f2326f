"""Times the step of a RealNVP, written by hand on PyTorch, as a CUDA graph: recorded once, then replayed.

Arguments: nothing, dimension, couplings, units; tasks come on standard input.
"""
import sys
import time

import torch

dimension, couplings, units = map(int, sys.argv[2:5])
half = dimension // 2
torch.manual_seed(0)
nets = torch.nn.ModuleList(
    torch.nn.Sequential(
        torch.nn.Linear(half, units),
        torch.nn.ReLU(),
        torch.nn.Linear(units, units),
        torch.nn.ReLU(),
        torch.nn.Linear(units, 2 * half),
    )
    for _ in range(couplings)
).cuda()
optimizer = torch.optim.Adam(nets.parameters(), lr=1e-4, capturable=True)


def loss_of(x):
    a, b = x[:, ::2], x[:, 1::2]
    log_det = 0
    for net in nets:
        raw, shift = net(a).chunk(2, 1)
        alpha = 2 * torch.tanh(raw / 2)
        a, b = (b - shift) * torch.exp(-alpha), a
        log_det = log_det - alpha.sum(1)
    squares = a.square().sum(1) + b.square().sum(1)
    return -(log_det - squares / 2 - dimension / 2 * 1.8378770664093453).mean()


def recorded(rows):
    x = torch.zeros(rows, dimension, device="cuda")

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss = loss_of(x)
        loss.backward()
        optimizer.step()
        return loss

    side = torch.cuda.Stream()
    side.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(side):
        for _ in range(3):
            step()
    torch.cuda.current_stream().wait_stream(side)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        loss = step()
    return graph, x, loss


print(f"PyTorch {torch.__version__}", flush=True)
for line in sys.stdin:
    kind, rows, warm_up, times = line.split()
    x = torch.randn(int(rows), dimension)
    graph, where, loss = recorded(int(rows))
    millis = []
    for i in range(int(warm_up) + int(times)):
        start = time.perf_counter()
        where.copy_(x)
        graph.replay()
        loss.item()
        if i >= int(warm_up):
            millis.append((time.perf_counter() - start) * 1e3)
    print(*millis, flush=True)
