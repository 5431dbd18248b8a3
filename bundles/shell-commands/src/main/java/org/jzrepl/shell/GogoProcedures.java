// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.shell;

import org.apache.felix.gogo.jline.Procedural;
import org.osgi.service.component.annotations.Component;

/// Gogo's words for scripts.
@Component(
        service = GogoProcedures.class,
        property = {
            "osgi.command.scope=gogo",
            "osgi.command.function=each",
            "osgi.command.function=if",
            "osgi.command.function=not",
            "osgi.command.function=throw",
            "osgi.command.function=try",
            "osgi.command.function=until",
            "osgi.command.function=while",
            "osgi.command.function=break",
            "osgi.command.function=continue"
        })
public final class GogoProcedures extends Procedural {}
