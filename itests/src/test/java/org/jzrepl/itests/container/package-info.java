// SPDX-License-Identifier: Apache-2.0
/// The product's bundles in this JVM: what becomes of them, and of the work under way, when they come and go.
@org.jspecify.annotations.NullMarked
package org.jzrepl.itests.container;
