// SPDX-License-Identifier: Apache-2.0
/// What strangers' bundles do when they are started. Copied into jars; never run from here.
@org.jspecify.annotations.NullMarked
package org.jzrepl.plugins.guest;
