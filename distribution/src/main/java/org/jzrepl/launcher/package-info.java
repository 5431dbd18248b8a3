// SPDX-License-Identifier: Apache-2.0
/// Starts Apache Felix with the product's bundles and runs one command in it. Plain Java, outside of the
/// framework.
@org.jspecify.annotations.NullMarked
package org.jzrepl.launcher;
