// For the tests: watches “alpha” and prints each answer that it is called back with, and throws. A line from standard input is a
// number to report, answered by a line; the end of it ends the watch. With "once" the first call ends it. With "threads": a hundred ask the same gate at once.
// With "disposed": a gate is asked that was disposed of, while a watch of it lives and behind that.
using System;
using System.IO;
using System.Linq;
using System.Threading;
using ActivationDesk;

static class Asking
{
    static string profile;

    static int Main(string[] args)
    {
        profile = File.ReadAllText(args[1]);
        using (var gate = new Gate(profile, args[2]))
        {
            if (args[0] == "threads") return AtOnce(gate);
            if (args[0] == "fields") return Fields(gate);
            if (args[0] == "disposed") return Disposed(gate);
            return args[0] == "once" ? Once(gate) : Watching(gate);
        }
    }

    static int Watching(Gate gate)
    {
        Action<Answer> listener = answer =>
        {
            Console.WriteLine("answer: " + answer.Status + " " + answer.Verdict.ExitStatus);
            throw new Exception("of the product");
        };
        using (gate.Watch(listener, "alpha", seconds: 1))
            for (string line; (line = Console.ReadLine()) != null;)
            {
                try { gate.ReportUsage("alpha", long.Parse(line)); Console.WriteLine("reported"); }
                catch (ArgumentException) { Console.WriteLine("refused"); }
            }
        return 0;
    }

    static int Once(Gate gate)
    {
        Watch watch = null;
        using (var started = new ManualResetEvent(false))
        using (var ended = new ManualResetEvent(false))
        {
            watch = gate.Watch(answer =>
            {
                Console.WriteLine("answer: " + answer.Status + " " + answer.Verdict.ExitStatus);
                started.WaitOne();
                watch.Dispose();
                ended.Set();
            }, "alpha", seconds: 1);
            started.Set();
            ended.WaitOne();
        }
        watch.Dispose();
        return 0;
    }

    static int Disposed(Gate gate)
    {
        var told = new ManualResetEvent(false);
        using (gate.Watch(answer => { if (answer.MayRun) told.Set(); }, "alpha", seconds: 1))
        {
            gate.Dispose();
            gate.Dispose();
            told.WaitOne();
            AskDisposed(gate);
        }
        AskDisposed(gate);
        return 0;
    }

    static void AskDisposed(Gate gate)
    {
        foreach (var call in new Action[] { () => gate.Check("alpha"), () => gate.ReportUsage("alpha", 1), () => gate.Watch(_ => { }, "alpha") })
        {
            try { call(); Console.WriteLine("answered"); }
            catch (ObjectDisposedException thrown) { Console.WriteLine(thrown.ObjectName); }
        }
    }

    static int AtOnce(Gate gate)
    {
        var said = new string[1000];
        var threads = Enumerable.Range(0, 100).Select(one => new Thread(() =>
        {
            for (var i = 0; i < 10; i += 1) said[one * 10 + i] = gate.Check("alpha").Json;
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        foreach (var json in said.Distinct()) Console.WriteLine(json);
        return 0;
    }

    static int Fields(Gate gate)
    {
        var a = gate.Check("alpha", feature: "ä");
        Func<DateTime?, string> time = at => at == null ? "none" : at.Value.ToString("yyyy-MM-ddTHH:mm:ss.fffZ");
        Console.WriteLine(a.Json);
        Console.WriteLine(string.Join(" ", a.MayRun, a.Status, a.Reason ?? "none", a.Limit, a.Usage, time(a.Until), a.DaysLeft,
            time(a.MaintenanceUntil), string.Join(",", a.Features)));
        Console.WriteLine(string.Join(" ", a.Verdict, default(Verdict), default(Verdict) == Verdict.CouldNotTell,
            default(Verdict) == Verdict.MayRun, default(Verdict).ExitStatus, new Verdict[1][0].Equals(Verdict.CouldNotTell)));
        Console.WriteLine(gate.Check("alpha\0").Status + " " + gate.Check("").Reason);
        foreach (var folder in new[] { "/tmp/a\0", "/tmp/\ud800", "/tmp/\ufffd" })
            using (var none = new Gate(profile, folder))
            {
                Console.WriteLine(none.Check("alpha").Reason);
                try { none.ReportUsage("alpha", 1); }
                catch (ArgumentException) { Console.WriteLine("refused"); }
            }
        return 0;
    }
}
