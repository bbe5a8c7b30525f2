package activationdesk.gate;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** For the tests: a watch that is closed while its question is asked calls nobody, and nobody waits for the question; one that cannot ask says so. */
public final class Closing {
  private static int calls;

  private Closing() {}

  public static void main(String[] args) throws Exception {
    Gate gate = new Gate("{}", "/");
    CountDownLatch asks = new CountDownLatch(1);
    CountDownLatch isClosed = new CountDownLatch(1);
    Thread[] asking = {null};
    Watch watch = new Watch(answer -> calls += 1, () -> {
      asking[0] = Thread.currentThread();
      asks.countDown();
      Uninterrupted.waited(() -> {
        isClosed.await();
        return null;
      });
      return gate.check("alpha");
    }, null, Duration.ZERO);
    asks.await();
    watch.close();
    isClosed.countDown();
    asking[0].join();
    System.out.println("calls: " + calls);
    CountDownLatch isTold = new CountDownLatch(1);
    Watch broken = new Watch(answer -> {
      System.out.println("told: " + answer.reason().orElse("none"));
      isTold.countDown();
    }, () -> {
      throw new NoClassDefFoundError();
    }, gate.check("alpha"), Duration.ZERO);
    isTold.await();
    broken.close();
  }
}
