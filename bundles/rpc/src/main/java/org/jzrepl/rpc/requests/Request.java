// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.requests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.stream.Stream;

/// The three requests, and how long their parts may be.
enum Request {
    PING("/v1/ping"),
    SEND("/v1/send"),
    RECEIVE("/v1/recv");

    static final int MAX_HEADER = 32_768;
    static final int MAX_REQUEST = 4 << 20;
    static final int MAX_RESPONSE = 8 << 20;

    private final String path;

    Request(String path) {
        this.path = path;
    }

    ByteBuffer header() {
        return UTF_8.encode(path);
    }

    static Optional<Request> of(ByteBuffer header) {
        return Stream.of(values())
                .filter(request -> request.header().equals(header))
                .findFirst();
    }
}
