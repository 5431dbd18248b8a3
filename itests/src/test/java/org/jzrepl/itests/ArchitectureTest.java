// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The rules of `ARCHITECTURE.md`, section Layers and arrows.
final class ArchitectureTest {
    private static final String API = "org.jzrepl.api..";
    /// Where the bundles' own classes are; the first part of a package below `org.jzrepl` need not name its
    /// bundle.
    private static final List<String> BUNDLES = List.of(
            "org.jzrepl.kernel",
            "org.jzrepl.logging",
            "org.jzrepl.logging.outlets",
            "org.jzrepl.config.yaml",
            "org.jzrepl.zfs.exec",
            "org.jzrepl.zfs.simulated",
            "org.jzrepl.replication",
            "org.jzrepl.rpc",
            "org.jzrepl.transport.local",
            "org.jzrepl.transport.ssh",
            "org.jzrepl.transport.tcp",
            "org.jzrepl.transport.tls",
            "org.jzrepl.snapshot.policies",
            "org.jzrepl.pruning",
            "org.jzrepl.jobs",
            "org.jzrepl.control.socket",
            "org.jzrepl.plugins",
            "org.jzrepl.simulate",
            "org.jzrepl.cli",
            "org.jzrepl.launcher");
    private static final Set<String> FRONT_ENDS = Set.of("org.jzrepl.control.socket");
    private static final Set<String> MAY_START_PROCESSES =
            Set.of("org.jzrepl.zfs.exec", "org.jzrepl.snapshot.policies", "org.jzrepl.transport.ssh", "org.jzrepl.cli");

    private static final JavaClasses PRODUCT = product();

    private static JavaClasses product() {
        try (var bundles = Files.list(Tree.root().resolve("bundles"))) {
            var folders = Stream.concat(bundles, Stream.of(Tree.root().resolve("distribution")))
                    .filter(bundle -> !bundle.endsWith("testkit"))
                    .map(bundle -> bundle.resolve("target/classes/org/jzrepl"))
                    .filter(Files::isDirectory)
                    .toList();
            return new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_PACKAGE_INFOS)
                    .importPaths(folders);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DescribedPredicate<JavaClass> of(String bundle) {
        return describe("of bundle " + bundle, type -> bundleOf(type).equals(bundle));
    }

    /// The longest of the listed packages that the class is in.
    private static String bundleOf(JavaClass type) {
        return BUNDLES.stream()
                .filter(bundle -> type.getPackageName().equals(bundle)
                        || type.getPackageName().startsWith(bundle + "."))
                .max(java.util.Comparator.comparingInt(String::length))
                .orElse("");
    }

    @Test
    void every_class_belongs_to_a_known_bundle_or_the_api() {
        classes()
                .should()
                .resideInAPackage(API)
                .orShould(ArchConditions.be(describe(
                        "of a known bundle", (JavaClass type) -> !bundleOf(type).isEmpty())))
                .check(PRODUCT);
        for (var bundle : BUNDLES) {
            assertTrue(PRODUCT.stream().anyMatch(of(bundle)), () -> "no class of " + bundle);
        }
    }

    @Test
    void the_api_depends_on_the_jdk_and_annotations_only() {
        classes()
                .that()
                .resideInAPackage(API)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        API,
                        "java..",
                        "javax.net.ssl..",
                        "javax.security.auth.x500..",
                        "org.jspecify.annotations..",
                        "org.osgi.annotation..",
                        "org.osgi.service.component.annotations..")
                .check(PRODUCT);
    }

    @Test
    void api_packages_are_free_of_cycles() {
        slices().matching("org.jzrepl.api.(*)..").should().beFreeOfCycles().check(PRODUCT);
    }

    /// No bundle imports another.
    private static ArchRule ownPackageOrApi(String bundle) {
        return noClasses()
                .that(of(bundle))
                .should()
                .dependOnClassesThat(describe(
                        "of another bundle",
                        type -> type.getPackageName().startsWith("org.jzrepl.")
                                && !type.getPackageName().startsWith("org.jzrepl.api.")
                                && !bundleOf(type).equals(bundle)));
    }

    @Test
    void no_bundle_imports_another() {
        BUNDLES.forEach(bundle -> ownPackageOrApi(bundle).check(PRODUCT));
    }

    @Test
    void an_import_of_another_bundle_is_found(@TempDir Path folder) throws IOException {
        var source = folder.resolve("Trespasser.java");
        Files.writeString(
                source, "package org.jzrepl.jobs; interface Trespasser { org.jzrepl.launcher.Launcher it(); }");
        var compiler = javax.tools.ToolProvider.getSystemJavaCompiler();
        var classPath = Tree.root().resolve("distribution/target/classes").toString();
        assertTrue(compiler.run(null, null, null, "-cp", classPath, "-d", folder.toString(), source.toString()) == 0);
        var scratch = new ClassFileImporter().importPaths(folder, Path.of(classPath));
        assertThrows(
                AssertionError.class, () -> ownPackageOrApi("org.jzrepl.jobs").check(scratch));
    }

    @Test
    void front_ends_use_the_operators_services_only() {
        for (var bundle : FRONT_ENDS) {
            noClasses()
                    .that(of(bundle))
                    .should()
                    .dependOnClassesThat(describe(
                            "services beyond api.control",
                            type -> type.isInterface()
                                    && Set.of(
                                                    "org.jzrepl.api.zfs",
                                                    "org.jzrepl.api.endpoint",
                                                    "org.jzrepl.api.transport")
                                            .contains(type.getPackageName())))
                    .check(PRODUCT);
        }
    }

    @Test
    void only_the_native_supplier_starts_processes() {
        noClasses()
                .that(describe("of other bundles", type -> !MAY_START_PROCESSES.contains(bundleOf(type))))
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName(ProcessBuilder.class.getName())
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.commons.exec..")
                .check(PRODUCT);
    }

    @Test
    void threads_come_from_the_kernel() {
        noClasses()
                .that(describe(
                        "of bundles in the container",
                        type -> !Set.of("org.jzrepl.kernel", "org.jzrepl.cli", "org.jzrepl.launcher")
                                .contains(bundleOf(type))))
                .should()
                .callMethod(Thread.class, "ofVirtual")
                .orShould()
                .callMethod(Thread.class, "ofPlatform")
                .orShould()
                .callMethod(Thread.class, "startVirtualThread", Runnable.class)
                .orShould()
                .callConstructor(Thread.class, Runnable.class)
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName(java.util.concurrent.Executors.class.getName())
                .check(PRODUCT);
    }

    @Test
    void framework_types_stay_in_component_classes() {
        noClasses()
                .that(describe(
                        "that are no components",
                        type -> !type.getPackageName().startsWith("org.jzrepl.api.")
                                && !bundleOf(type).equals("org.jzrepl.launcher")
                                && !bundleOf(type).equals("org.jzrepl.plugins") // its subject is bundles
                                && !type.getSimpleName().equals("SupplierTracker")
                                && !type.getSimpleName().equals("PluginStart")
                                && !type.getSimpleName().equals("DaemonCommand")))
                .should()
                .dependOnClassesThat(describe(
                        "of the framework, but versions, which are values",
                        type -> type.getPackageName().matches("org\\.osgi\\.(framework|util)(\\..*)?")
                                && !type.getSimpleName().matches("Version|VersionRange")))
                .check(PRODUCT);
    }

    @Test
    void there_is_no_mutable_static_state() {
        fields().that()
                .areStatic()
                .and(describe(
                        "are written by people",
                        (JavaField field) -> !field.getName().contains("$")
                                && !field.getOwner().getPackageName().equals("org.jzrepl.rpc.proto")))
                .should()
                .beFinal()
                .andShould(ArchConditions.not(ArchConditions.have(describe(
                        "a mutable type",
                        (JavaField field) -> field.getRawType().isAssignableTo(java.util.concurrent.ConcurrentMap.class)
                                || field.getRawType().getName().startsWith("java.util.concurrent.atomic.")
                                || field.getRawType().isEquivalentTo(java.util.HashMap.class)
                                || field.getRawType().isEquivalentTo(java.util.ArrayList.class)))))
                .check(PRODUCT);
    }
}
