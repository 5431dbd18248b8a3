// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.shell;

import java.util.List;
import java.util.TreeSet;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.jzrepl.api.control.Plugins;
import org.jzrepl.api.control.Plugins.Origin;
import org.jzrepl.api.control.SupplierOverview;
import org.jzrepl.api.control.SupplierOverview.Supplied;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/// What is supplied, by which bundle, and to whom.
@Component(
        service = SupplierCommands.class,
        property = {
            "osgi.command.scope=jzrepl",
            "osgi.command.function=suppliers",
            "osgi.command.function=rules",
            "osgi.command.function=plugins",
            "osgi.command.function=__kinds"
        })
public final class SupplierCommands {
    private static final String NOBODY = "nobody: everything is kept";

    private final SupplierOverview overview;
    private final Late<Plugins> installer = new Late<>("the installer of plug-ins");

    @Activate
    public SupplierCommands(@Reference SupplierOverview overview) {
        this.overview = overview;
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void add(Plugins now) {
        installer.set(now);
    }

    void remove(Plugins gone) {
        installer.unset(gone);
    }

    @Descriptor("lists what is supplied, by which bundle, and who works with it at this moment")
    public void suppliers() {
        System.out.println(table(overview.suppliers()));
    }

    @Descriptor("lists what is supplied of one kind")
    public void suppliers(@Descriptor("keep, transport, snapshotting, …") String kind) throws CommandRefusedException {
        var found = overview.suppliers().stream()
                .filter(supplied -> supplied.kind().equals(kind))
                .toList();
        if (found.isEmpty()) {
            throw new CommandRefusedException("nothing of kind \"" + kind + "\" is supplied; kinds: " + __kinds());
        }
        System.out.println(table(found));
    }

    private static String table(List<Supplied> suppliers) {
        var table = new Table("KIND", "TYPE", "BUNDLE", "VERSION", "IN USE BY");
        suppliers.forEach(
                one -> table.row(one.kind(), one.type(), one.bundle(), one.version(), String.join(", ", one.users())));
        return table.toString();
    }

    @Descriptor("lists the keep rules of the jobs, and the bundle that the next pruning will ask")
    public void rules() {
        var table = new Table("JOB", "RULE", "SUPPLIED BY");
        overview.places().stream()
                .filter(place -> place.kind().equals("keep"))
                .forEach(place ->
                        table.row(place.owner(), place.type(), place.supplier().orElse(NOBODY)));
        System.out.println(table);
    }

    @Descriptor("lists the plug-ins, each with its state and the reason for it")
    public void plugins(
            @Parameter(
                            names = {"-a", "--all"},
                            presentValue = "true",
                            absentValue = "false")
                    @Descriptor("the product's own bundles, too")
                    boolean all)
            throws CommandRefusedException {
        var table = new Table("PLUG-IN", "VERSION", "STATE", "REASON");
        installer.get().plugins().stream()
                .filter(plugin -> all || plugin.origin() != Origin.DISTRIBUTION)
                .forEach(plugin ->
                        table.row(plugin.name(), plugin.version(), JobText.word(plugin.state()), plugin.reason()));
        System.out.println(table);
    }

    /// For completion.
    public List<String> __kinds() {
        var kinds = new TreeSet<String>();
        overview.suppliers().forEach(supplied -> kinds.add(supplied.kind()));
        return List.copyOf(kinds);
    }
}
