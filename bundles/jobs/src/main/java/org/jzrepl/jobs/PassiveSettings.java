// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Words;
import org.jzrepl.api.endpoint.RemoteEndpoints;
import org.jzrepl.api.job.Suppliers;
import org.jzrepl.api.job.Suppliers.Part;
import org.jzrepl.api.transport.Binding;
import org.jzrepl.api.transport.Transport;

/// What the configuration says of a sink as of a source: where to listen.
record PassiveSettings(Part<Binding> binding, Part<RemoteEndpoints> endpoints) {
    static PassiveSettings read(Section job, Suppliers suppliers) throws ConfigException {
        if (!job.has("serve")) {
            throw job.wrong("serve", "is missing");
        }
        var serve = job.section("serve");
        var type = serve.unread().optional("type", Words::text, "");
        var binding = suppliers.<Transport, Binding>part(
                Transport.class,
                serve,
                (transport, section) -> transport.binding(section, suppliers.serveDefaults(type)));
        return new PassiveSettings(binding, suppliers.part(RemoteEndpoints.class, binding.type()));
    }
}
