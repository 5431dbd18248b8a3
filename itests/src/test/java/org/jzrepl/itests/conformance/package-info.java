// SPDX-License-Identifier: Apache-2.0
/// The configuration's conformance cases, checked by the product's own bundles.
@org.jspecify.annotations.NullMarked
package org.jzrepl.itests.conformance;
