// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.shell;

import org.apache.felix.gogo.jline.Shell;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.threadio.ThreadIO;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// Gogo's `help` and `source`.
@Component(
        service = GogoScripts.class,
        property = {"osgi.command.scope=gogo", "osgi.command.function=help", "osgi.command.function=source"})
public final class GogoScripts extends Shell {
    @Activate
    public GogoScripts(@Reference CommandProcessor processor, @Reference ThreadIO streams) {
        super(Gogo.Place.THIS_HOST, processor, streams, "");
    }
}
