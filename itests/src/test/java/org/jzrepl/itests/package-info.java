// SPDX-License-Identifier: Apache-2.0
/// What no single bundle can show: the architecture's rules, the product's bundle set, and real OpenZFS.
@org.jspecify.annotations.NullMarked
package org.jzrepl.itests;
