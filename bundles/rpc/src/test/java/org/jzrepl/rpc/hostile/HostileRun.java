// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.hostile;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// `HostileRun SEED COUNT`, in a JVM of its own with little memory: spoilt conversations, several at a time. Ends
/// with 0 and the number that came to each layer, or with 1 and what went wrong.
final class HostileRun {
    private static final int WORKERS = 4;

    /// For so many conversations the same hosts are used; what they have received takes memory.
    private static final int ROUND = 2_000;

    private final long seed;
    private final List<Conversation> conversations;
    private final Map<Depth, LongAdder> countByDepth = new EnumMap<>(Depth.class);
    private final Map<Integer, Throwable> failureByNumber = new ConcurrentHashMap<>();

    private HostileRun(long seed, List<Conversation> conversations) {
        this.seed = seed;
        this.conversations = conversations;
        for (var depth : Depth.values()) {
            countByDepth.put(depth, new LongAdder());
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var run = new HostileRun(Long.parseLong(arguments[0]), Recorder.record());
        int count = Integer.parseInt(arguments[1]);
        for (int from = 0; from < count && run.failureByNumber.isEmpty(); from += ROUND) {
            run.round(from, Math.min(count, from + ROUND));
        }
        System.out.println("hostile streams: seed " + run.seed + ", " + run.counts());
        run.failureByNumber.forEach((number, failure) -> {
            System.out.println("number " + number + ": " + failure);
            failure.printStackTrace(System.out);
        });
        System.exit(run.failureByNumber.isEmpty() ? 0 : 1);
    }

    private String counts() {
        var text = new StringBuilder();
        countByDepth.forEach((depth, count) -> text.append(text.isEmpty() ? "" : ", ")
                .append(count)
                .append(" ended in ")
                .append(depth));
        return text.toString();
    }

    private void round(int from, int to) throws IOException, InterruptedException {
        try (var target = new Target()) {
            var next = new AtomicInteger(from);
            var workers = java.util.stream.IntStream.range(0, WORKERS)
                    .mapToObj(_ -> Thread.ofPlatform().start(() -> work(target, next, to)))
                    .toList();
            for (var worker : workers) {
                worker.join();
            }
            target.check();
        } catch (IOException | AssertionError e) {
            failureByNumber.put(from, e);
        }
    }

    private void work(Target target, AtomicInteger next, int to) {
        for (int number = next.getAndIncrement(); number < to; number = next.getAndIncrement()) {
            var conversation = new Mutator(conversations, new SplittableRandom(seed + number)).next();
            try {
                countByDepth.get(target.listen(conversation)).increment();
            } catch (IOException | RuntimeException e) {
                failureByNumber.put(number, e);
                return;
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
