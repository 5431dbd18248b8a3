// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jzrepl.api.control.Plugins.State;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/// Why a bundle cannot be wired, in words for its author and its operator.
record Unresolved(State state, String reason) {
    private static final String API = "org.jzrepl.api.";
    private static final Pattern PACKAGE = Pattern.compile("\\(osgi\\.wiring\\.package=([\\w.]+)\\)");
    private static final Pattern FROM = Pattern.compile("\\(version>=([\\w.-]+)\\)");
    private static final Pattern BELOW = Pattern.compile("\\(!\\(version>=([\\w.-]+)\\)\\)");
    private static final Pattern EQUAL = Pattern.compile("\\(version=([\\w.-]+)\\)");

    static Unresolved of(Bundle bundle, List<Bundle> all) {
        var offered = all.stream()
                .flatMap(one -> Optional.ofNullable(one.adapt(BundleRevision.class)).stream())
                .flatMap(revision -> revision.getDeclaredCapabilities(null).stream())
                .toList();
        return bundle.adapt(BundleRevision.class).getDeclaredRequirements(null).stream()
                .filter(Unresolved::isMandatory)
                .filter(wanted -> offered.stream().noneMatch(wanted::matches))
                .map(wanted -> reason(wanted, offered))
                .reduce(Unresolved::and)
                .orElseGet(() ->
                        new Unresolved(State.INSTALLED, "cannot be wired together with the bundles that are there"));
    }

    private Unresolved and(Unresolved other) {
        var worse = state == State.INCOMPATIBLE ? state : other.state();
        return new Unresolved(worse, reason + "; " + other.reason());
    }

    private static boolean isMandatory(BundleRequirement requirement) {
        var directives = requirement.getDirectives();
        return !Constants.RESOLUTION_OPTIONAL.equals(directives.get(Constants.RESOLUTION_DIRECTIVE))
                && !"active".equals(directives.get(Constants.EFFECTIVE_DIRECTIVE));
    }

    private static Unresolved reason(BundleRequirement wanted, List<BundleCapability> offered) {
        var filter = wanted.getDirectives().getOrDefault(Constants.FILTER_DIRECTIVE, "");
        return switch (wanted.getNamespace()) {
            case PackageNamespace.PACKAGE_NAMESPACE -> missingPackage(filter, offered);
            case ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE ->
                new Unresolved(
                        State.INCOMPATIBLE,
                        "is built for Java " + first(EQUAL, filter).orElse(filter) + ", and this is Java "
                                + Runtime.version().feature() + ": run the daemon on that one, or get another version");
            default ->
                new Unresolved(
                        State.INSTALLED, "needs " + wanted.getNamespace() + " " + filter + ", which no bundle has");
        };
    }

    private static Unresolved missingPackage(String filter, List<BundleCapability> offered) {
        var name = first(PACKAGE, filter).orElse(filter);
        var versions = offered.stream()
                .map(BundleCapability::getAttributes)
                .filter(one -> name.equals(one.get(PackageNamespace.PACKAGE_NAMESPACE)))
                .map(one -> String.valueOf(one.get(PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE)))
                .collect(Collectors.toCollection(TreeSet::new));
        if (versions.isEmpty()) {
            return new Unresolved(
                    State.INSTALLED, "imports " + name + ", which no bundle exports: install one that does");
        }
        var range = "[" + first(FROM, filter).orElse("0") + ","
                + first(BELOW, filter).map(end -> end + ")").orElse("…)");
        return new Unresolved(
                name.startsWith(API) ? State.INCOMPATIBLE : State.INSTALLED,
                "is built for " + name + " " + range + ", and this daemon has " + String.join(", ", versions)
                        + (name.startsWith(API) ? ": get a version for this one" : ": install a bundle with that one"));
    }

    private static Optional<String> first(Pattern pattern, String text) {
        var match = pattern.matcher(text);
        return match.find() ? Optional.of(match.group(1)) : Optional.empty();
    }
}
