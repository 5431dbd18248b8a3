// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.local;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetFilter;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.endpoint.Bandwidth;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.endpoint.LocalEndpoints.PlaceholderEncryption;
import org.jzrepl.api.endpoint.LocalEndpoints.ReceiveOptions;
import org.jzrepl.api.endpoint.LocalEndpoints.SendOptions;
import org.jzrepl.api.endpoint.RemoteEndpoints.Guests;
import org.jzrepl.api.transport.ClientIdentity;
import org.jzrepl.replication.local.JobEndpoints;
import org.jzrepl.testkit.EndpointContract;
import org.jzrepl.testkit.TestThreads;
import org.jzrepl.zfs.simulated.SimulatedZfs;

/// A source and a sink of this daemon, each reached by name.
final class LocalEndpointsContractTest implements EndpointContract {
    private static final DatasetPath SINK = DatasetPath.parse("backup/sink");
    private static final ClientIdentity LAPTOP = new ClientIdentity("laptop");
    private static final Guests NOBODY = new Guests() {
        @Override
        public void came(ClientIdentity identity) {}

        @Override
        public void went(ClientIdentity identity) {}
    };

    private final TestThreads threads = new TestThreads();
    private final Switchboard switchboard = new Switchboard();
    private final LocalRemoteEndpoints endpoints = new LocalRemoteEndpoints(threads);
    private final JobEndpoints local = new JobEndpoints();
    private final AtomicLong seconds = new AtomicLong(1_700_000_000);

    @AfterEach
    void end() {
        threads.close();
    }

    @Override
    public Sides open() throws Exception {
        var source = zfs(1, "tank");
        var target = zfs(2, "backup", "backup/sink");
        serve("source", _ -> sender(source));
        serve("sink", client -> receiver(target, client));
        return new Sides(endpoints.sender(dial("source")), endpoints.receiver(dial("sink")), source, target);
    }

    private SimulatedZfs zfs(long seed, String... datasets) throws IOException, InterruptedException {
        var zfs = SimulatedZfs.inMemory(seed, () -> Instant.ofEpochSecond(seconds.incrementAndGet()));
        for (var dataset : datasets) {
            zfs.properties().create(DatasetPath.parse(dataset), Map.of());
        }
        return zfs;
    }

    private LocalConnector dial(String name) {
        return new LocalConnector(switchboard, name, LAPTOP, Duration.ofMinutes(1));
    }

    private void serve(String name, Function<ClientIdentity, Endpoint> forPeer) throws IOException {
        var listener = switchboard.bind(name, name);
        threads.start("serve " + name, () -> {
            try (listener;
                    var serving = endpoints.serving(forPeer, NOBODY)) {
                serving.serve(listener);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    private Endpoint.Sender sender(SimulatedZfs source) {
        var options = new SendOptions(new DatasetFilter(Map.of("tank<", true)), false, Set.of(), Bandwidth.UNLIMITED);
        return local.sender(new JobName("source"), source, options);
    }

    private Endpoint.Receiver receiver(SimulatedZfs target, ClientIdentity client) {
        var root = DatasetPath.parse(client.name()).below(SINK);
        var options = new ReceiveOptions(SINK, PlaceholderEncryption.INHERIT, Map.of(), Set.of(), Bandwidth.UNLIMITED);
        return local.receiver(new JobName("sink"), target, root, options);
    }
}
