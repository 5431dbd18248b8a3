// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.bench;

import java.nio.channels.ReadableByteChannel;
import java.util.Optional;
import java.util.Set;
import org.jzrepl.api.endpoint.Sending;
import org.jzrepl.api.zfs.ZfsStreams.Send;

/// `Sender TRANSPORT memory|pipes`: pushes one stream.
public final class Sender {
    private Sender() {}

    public static void main(String[] arguments) throws Exception {
        var product = new Product();
        var connector = product.transport(arguments[0]).connector(Product.connect(arguments[0]));
        try (var receiver = product.endpoints().receiver(connector)) {
            receiver.receive(Product.STEP, new Sending(false, source(product, arguments[1])));
        }
        System.exit(0);
    }

    private static ReadableByteChannel source(Product product, String kind) throws Exception {
        if (kind.equals("memory")) {
            return new Zeros(Long.parseLong(System.getenv("BYTES")));
        }
        return product.streams()
                .send(new Send(Product.DATASET, Optional.empty(), Product.STEP.to(), Set.of(), Optional.empty()));
    }
}
