package io.pilothouse.deployer.cost;

import java.util.OptionalDouble;

/**
 * A line of the document's cost table beside what is estimated of the same.
 *
 * @param documented the line's own words
 * @param stated the document's amount
 * @param estimated of the resources that the line is about; absent where none is recognized
 * @param complete whether every price of them is known
 */
public record CostComparison(
    String documented, double stated, OptionalDouble estimated, boolean complete) {}
