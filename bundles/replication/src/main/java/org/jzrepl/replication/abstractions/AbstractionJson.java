// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.abstractions;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.math.BigInteger;
import java.util.List;
import org.jzrepl.api.dataset.Revision;

/// Holds and bookmarks as zrepl writes them (`operations.md` 6.4), indented by two.
final class AbstractionJson {
    private static final Gson INDENTED = new GsonBuilder()
            .setPrettyPrinting()
            .serializeNulls()
            .disableHtmlEscaping()
            .create();

    private AbstractionJson() {}

    static String text(Abstraction one) {
        return INDENTED.toJson(object(one));
    }

    /// `null` for none.
    static String text(List<Abstraction> all) {
        var array = new JsonArray();
        all.forEach(one -> array.add(object(one)));
        return INDENTED.toJson(all.isEmpty() ? JsonNull.INSTANCE : array);
    }

    /// What became of one that was to be destroyed; `error` is empty if it is gone.
    static String outcome(Abstraction one, String error) {
        var outcome = new JsonObject();
        outcome.add("Abstraction", object(one));
        outcome.addProperty("DestroyErr", error);
        return INDENTED.toJson(outcome);
    }

    private static JsonObject object(Abstraction one) {
        var object = new JsonObject();
        object.addProperty("Type", one.type().id());
        object.addProperty("FS", one.dataset().toString());
        object.addProperty("Name", one.name());
        object.addProperty("FullPath", one.fullPath());
        object.addProperty("JobID", one.anchor().job().map(Object::toString).orElse(null));
        object.add("CreateTXG", unsigned(one.revision().createTxg()));
        object.add("FilesystemVersion", revision(one));
        object.addProperty("String", one.text());
        return object;
    }

    private static JsonObject revision(Abstraction one) {
        var revision = one.revision();
        var object = new JsonObject();
        object.addProperty("Type", revision instanceof Revision.Snapshot ? "snapshot" : "bookmark");
        object.addProperty("Name", revision.name());
        object.add("Guid", unsigned(revision.guid().bits()));
        object.add("CreateTXG", unsigned(revision.createTxg()));
        object.addProperty("Creation", revision.creation().toString());
        object.add("UserRefs", holds(one));
        return object;
    }

    private static JsonObject holds(Abstraction one) {
        var holds = new JsonObject();
        holds.addProperty("Value", one instanceof Abstraction.Hold hold ? hold.holds() : 0);
        holds.addProperty("Valid", one instanceof Abstraction.Hold);
        return holds;
    }

    private static JsonElement unsigned(long value) {
        return INDENTED.toJsonTree(new BigInteger(Long.toUnsignedString(value)));
    }
}
