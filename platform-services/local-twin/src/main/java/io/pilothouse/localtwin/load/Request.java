package io.pilothouse.localtwin.load;

import java.util.random.RandomGenerator;

/**
 * One request to a service, with the draws that decide what it takes.
 *
 * @param visitor who asks
 * @param value the value asked for, from 0
 * @param write whether it changes the value
 * @param luck from 0 to 1; decides whether a failing release fails it
 * @param external from 0 to 1; decides whether an external system is called
 * @param downstream from 0 to 1; decides whether another service is called
 */
record Request(
    int visitor, int value, boolean write, double luck, double external, double downstream) {

  static Request draw(int visitor, SimulatedService service, RandomGenerator random) {
    return new Request(
        visitor,
        service.value(random.nextDouble()),
        random.nextDouble() < service.plan().writeShare(),
        random.nextDouble(),
        random.nextDouble(),
        random.nextDouble());
  }
}
