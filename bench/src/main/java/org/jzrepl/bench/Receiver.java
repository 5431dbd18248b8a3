// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.bench;

import java.util.concurrent.CountDownLatch;
import org.jzrepl.api.endpoint.RemoteEndpoints.Guests;
import org.jzrepl.api.transport.ClientIdentity;

/// `Receiver TRANSPORT memory|pipes`: serves one push.
public final class Receiver {
    private Receiver() {}

    public static void main(String[] arguments) throws Exception {
        var product = new Product();
        var binding = product.transport(arguments[0]).binding(Product.serve(arguments[0]), Product.section("{}"));
        var received = new CountDownLatch(1);
        var left = new CountDownLatch(1);
        var sink = new Sink(arguments[1].equals("memory") ? Sink.nowhere() : Sink.into(product.streams()), received);
        var serving = product.endpoints().serving(_ -> sink, new Once(left));
        var listener = binding.listen();
        System.err.println("listening on " + System.getenv("PORT"));
        Thread.ofVirtual().start(() -> {
            try {
                serving.serve(listener);
            } catch (Exception e) {
                e.printStackTrace();
                System.exit(1);
            }
        });
        received.await();
        left.await();
        System.exit(0);
    }

    /// Tells when the guest has gone.
    private record Once(CountDownLatch left) implements Guests {
        @Override
        public void came(ClientIdentity identity) {}

        @Override
        public void went(ClientIdentity identity) {
            left.countDown();
        }
    }
}
