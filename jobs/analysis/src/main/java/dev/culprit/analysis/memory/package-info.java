/** Memory in blocks within lifetimes, and how it grows. */
package dev.culprit.analysis.memory;
