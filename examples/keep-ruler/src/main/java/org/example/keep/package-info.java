// SPDX-License-Identifier: Apache-2.0
/// A keep rule that no bundle of the product has.
@org.jspecify.annotations.NullMarked
package org.example.keep;
