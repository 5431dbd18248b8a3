// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.messages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jzrepl.api.endpoint.Endpoint.Filesystem;
import org.jzrepl.rpc.proto.ListFilesystemRes;

/// Listings of filesystems on the wire.
public final class Filesystems {
    private Filesystems() {}

    public static ListFilesystemRes encode(List<Filesystem> filesystems) {
        var response = ListFilesystemRes.newBuilder();
        for (var filesystem : filesystems) {
            response.addFilesystems(org.jzrepl.rpc.proto.Filesystem.newBuilder()
                    .setPath(filesystem.path().toString())
                    .setResumeToken(filesystem.resumeToken().orElse(""))
                    .setIsPlaceholder(filesystem.placeholder()));
        }
        return response.build();
    }

    public static List<Filesystem> decode(ListFilesystemRes response) throws MalformedException {
        var filesystems = new ArrayList<Filesystem>();
        for (var filesystem : response.getFilesystemsList()) {
            filesystems.add(new Filesystem(
                    Steps.filesystem(filesystem.getPath()),
                    Optional.of(filesystem.getResumeToken()).filter(token -> !token.isEmpty()),
                    filesystem.getIsPlaceholder()));
        }
        return filesystems;
    }
}
