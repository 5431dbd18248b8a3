// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jzrepl.testkit.Authority;

/// `Bench [ROUNDS] [FILTER]`: a table of what a GiB costs, as the slope between two sizes, so that the start of a
/// JVM is not in it; the start stands beside it.
public final class Bench {
    private static final int SMALL = 1;
    private static final int LARGE = 5;

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
        var filter = arguments.length > 1 ? arguments[1] : "";
        var certificates = certificates();
        System.out.printf("%-20s %8s %8s %10s %10s %8s%n", "", "wall", "CPU", "sender", "receiver", "start");
        System.out.printf("%-20s %8s %8s %10s %10s %8s%n", "", "s/GiB", "s/GiB", "s/GiB", "s/GiB", "CPU s");
        for (var setup : Setup.all()) {
            if (setup.name().contains(filter)) {
                print(setup.name(), measure(setup, rounds, certificates));
            }
        }
    }

    private static Path certificates() throws Exception {
        var folder = Files.createTempDirectory("jzrepl-bench-");
        var authority = Authority.create(folder, "authority");
        authority.issue("here");
        authority.issue("there");
        return folder;
    }

    /// Per GiB, and the CPU of the start.
    private record Cost(double wall, double sender, double receiver, double start) {
        static Cost between(Run small, Run large) {
            double gibibytes = LARGE - SMALL;
            double sender = (large.sender() - small.sender()) / gibibytes;
            double receiver = (large.receiver() - small.receiver()) / gibibytes;
            return new Cost(
                    (large.wall() - small.wall()) / gibibytes,
                    sender,
                    receiver,
                    small.sender() + small.receiver() - SMALL * (sender + receiver));
        }

        double cpu() {
            return sender + receiver;
        }
    }

    private static List<Cost> measure(Setup setup, int rounds, Path certificates) throws Exception {
        var costs = new ArrayList<Cost>();
        for (int round = 0; round < rounds; round++) {
            costs.add(Cost.between(Run.of(setup, SMALL, certificates), Run.of(setup, LARGE, certificates)));
        }
        return costs;
    }

    private static void print(String name, List<Cost> costs) {
        System.out.printf(
                "%-20s %8.2f %8.2f %10.2f %10.2f %8.2f%n",
                name,
                median(costs.stream().map(Cost::wall).toList()),
                median(costs.stream().map(Cost::cpu).toList()),
                median(costs.stream().map(Cost::sender).toList()),
                median(costs.stream().map(Cost::receiver).toList()),
                median(costs.stream().map(Cost::start).toList()));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
