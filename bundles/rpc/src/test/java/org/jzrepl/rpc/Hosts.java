// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetFilter;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.endpoint.Bandwidth;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.endpoint.LocalEndpoints.PlaceholderEncryption;
import org.jzrepl.api.endpoint.LocalEndpoints.ReceiveOptions;
import org.jzrepl.api.endpoint.LocalEndpoints.SendOptions;
import org.jzrepl.api.endpoint.RemoteEndpoints.Guests;
import org.jzrepl.api.endpoint.RemoteEndpoints.Serving;
import org.jzrepl.api.transport.ClientIdentity;
import org.jzrepl.replication.local.JobEndpoints;
import org.jzrepl.rpc.wire.MemoryPort;
import org.jzrepl.rpc.wire.Timings;
import org.jzrepl.testkit.TestThreads;
import org.jzrepl.zfs.simulated.SimulatedZfs;

/// Two simulated hosts that serve each other: a source with the pool `tank`, and a sink with `backup/sink`, where
/// each client receives below its own name.
public final class Hosts implements AutoCloseable {
    public static final DatasetPath SINK = DatasetPath.parse("backup/sink");
    private static final Guests NOBODY = new Guests() {
        @Override
        public void came(ClientIdentity identity) {}

        @Override
        public void went(ClientIdentity identity) {}
    };

    public final SimulatedZfs source;
    public final SimulatedZfs target;
    public final MemoryPort sourcePort = new MemoryPort();
    public final MemoryPort sinkPort = new MemoryPort();
    private final AtomicLong seconds = new AtomicLong(1_700_000_000);
    private final TestThreads threads = new TestThreads();
    private final WireEndpoints endpoints;
    private final JobEndpoints local = new JobEndpoints();

    public Hosts() throws IOException, InterruptedException {
        this(Timings.STANDARD);
    }

    public Hosts(Timings timings) throws IOException, InterruptedException {
        source = SimulatedZfs.inMemory(1, () -> Instant.ofEpochSecond(seconds.incrementAndGet()));
        target = SimulatedZfs.inMemory(2, () -> Instant.ofEpochSecond(seconds.incrementAndGet()));
        endpoints = new WireEndpoints(threads, timings);
        source.properties().create(DatasetPath.parse("tank"), Map.of());
        target.properties().create(DatasetPath.parse("backup"), Map.of());
        target.properties().create(SINK, Map.of());
        serve(sourcePort, _ -> sender());
        serve(sinkPort, this::receiver);
    }

    public TestThreads threads() {
        return threads;
    }

    public WireEndpoints endpoints() {
        return endpoints;
    }

    public Endpoint.Sender sender() {
        var options = new SendOptions(new DatasetFilter(Map.of("tank<", true)), false, Set.of(), Bandwidth.UNLIMITED);
        return local.sender(new JobName("source"), source, options);
    }

    public Endpoint.Receiver receiver(ClientIdentity client) {
        var root = DatasetPath.parse(client.name()).below(SINK);
        var options = new ReceiveOptions(SINK, PlaceholderEncryption.INHERIT, Map.of(), Set.of(), Bandwidth.UNLIMITED);
        return local.receiver(new JobName("sink"), target, root, options);
    }

    private void serve(MemoryPort port, Function<ClientIdentity, Endpoint> forPeer) {
        threads.start("serving", () -> {
            try (Serving serving = endpoints.serving(forPeer, NOBODY)) {
                serving.serve(port);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Override
    public void close() {
        threads.close();
        endpoints.end();
    }
}
