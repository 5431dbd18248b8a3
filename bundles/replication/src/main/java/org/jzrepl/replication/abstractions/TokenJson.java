// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.abstractions;

import com.google.gson.FormattingStyle;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.math.BigInteger;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.zfs.ResumeToken;

/// A resume token as zrepl writes it (`operations.md` 6.3), indented by one. A token has a flag or has it
/// not: its presence is its value.
final class TokenJson {
    private static final Gson INDENTED = new GsonBuilder()
            .setFormattingStyle(FormattingStyle.PRETTY.withIndent(" "))
            .disableHtmlEscaping()
            .create();

    private TokenJson() {}

    /// @throws IllegalArgumentException if the token is corrupt
    static String text(String text) {
        var token = ResumeToken.parse(text);
        var object = new JsonObject();
        object.addProperty("HasFromGUID", token.from().isPresent());
        object.addProperty("HasToGUID", true);
        object.addProperty("FromGUID", unsigned(token.from().orElse(new Guid(0))));
        object.addProperty("ToGUID", unsigned(token.to()));
        object.addProperty("ToName", token.toName());
        flag(object, "HasCompressOK", "CompressOK", token.compressed());
        flag(object, "HasRawOk", "RawOK", token.raw());
        flag(object, "HasLargeBlockOK", "LargeBlockOK", token.largeBlocks());
        flag(object, "HasEmbedOk", "EmbedOK", token.embedded());
        flag(object, "HasSavedOk", "SavedOk", token.saved());
        return INDENTED.toJson(object);
    }

    private static void flag(JsonObject object, String presence, String value, boolean isThere) {
        object.addProperty(presence, isThere);
        object.addProperty(value, isThere);
    }

    private static BigInteger unsigned(Guid guid) {
        return new BigInteger(guid.toString());
    }
}
