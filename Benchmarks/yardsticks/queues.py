# SPDX-License-Identifier: EUPL-1.2
"""M/M/8, load 0.85, handle time 9 minutes, by a library: queues.py simpy|ciw CUSTOMERS; prints the seconds of processor time."""

import random
import sys
import time

LIBRARY, CUSTOMERS = sys.argv[1], int(sys.argv[2])
RATE = 0.85 * 8 / 9


def with_simpy():
    import simpy

    environment = simpy.Environment()
    desk = simpy.Resource(environment, capacity=8)
    draw = random.Random(1)
    waits = [0.0]

    def customer():
        arrived = environment.now
        with desk.request() as agent:
            yield agent
            waits[0] += environment.now - arrived
            yield environment.timeout(draw.expovariate(1 / 9))

    def source():
        for _ in range(CUSTOMERS):
            yield environment.timeout(draw.expovariate(RATE))
            environment.process(customer())

    environment.process(source())
    environment.run()


def with_ciw():
    import ciw

    ciw.seed(1)
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate=RATE)],
        service_distributions=[ciw.dists.Exponential(rate=1 / 9)],
        number_of_servers=[8],
    )
    ciw.Simulation(network).simulate_until_max_customers(CUSTOMERS)


start = time.process_time()
{"simpy": with_simpy, "ciw": with_ciw}[LIBRARY]()
print(time.process_time() - start)
