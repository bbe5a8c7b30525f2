// The gate for .NET: a binding of the C library (sdk/c), whose header says it all. Nothing here prints, exits or opens a socket.
using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace ActivationDesk
{
    /// <summary>No number: the default, which nobody told, is CouldNotTell, and no zero of a process's end may be that.</summary>
    public struct Verdict : IEquatable<Verdict>
    {
        public static readonly Verdict CouldNotTell = default(Verdict);
        public static readonly Verdict MayRun = new Verdict(2);
        public static readonly Verdict MayNot = new Verdict(1);

        private readonly int beforeCouldNotTell;
        private Verdict(int beforeCouldNotTell) { this.beforeCouldNotTell = beforeCouldNotTell; }

        /// <summary>Of the C library.</summary>
        internal static Verdict Of(int status) { return status == 0 ? MayRun : status == 1 ? MayNot : CouldNotTell; }

        /// <summary>As the command exits: 0 may run, 1 may not, 2 could not tell.</summary>
        public int ExitStatus { get { return 2 - beforeCouldNotTell; } }

        public bool Equals(Verdict other) { return ExitStatus == other.ExitStatus; }
        public override bool Equals(object other) { return other is Verdict && Equals((Verdict)other); }
        public override int GetHashCode() { return ExitStatus; }
        public static bool operator ==(Verdict one, Verdict other) { return one.Equals(other); }
        public static bool operator !=(Verdict one, Verdict other) { return !one.Equals(other); }
        public override string ToString() { return this == MayRun ? "may run" : this == MayNot ? "may not" : "could not tell"; }
    }

    /// <summary>What a gate says. Times are in UTC; null: there is none.</summary>
    public sealed class Answer
    {
        public Verdict Verdict { get; private set; }
        public bool MayRun { get { return Verdict == Verdict.MayRun; } }
        /// <summary>Of the license that decides, or "not_licensed"; null where it could not tell.</summary>
        public string Status { get; private set; }
        /// <summary>Why it may not run; where it could not tell, the code of what stood in the way.</summary>
        public string Reason { get; private set; }
        public long? Limit { get; private set; }
        public long? Usage { get; private set; }
        public DateTime? Until { get; private set; }
        public long? DaysLeft { get; private set; }
        public DateTime? MaintenanceUntil { get; private set; }
        public IReadOnlyList<string> Features { get; private set; }
        /// <summary>Where it could not tell: the place, and what is the matter with it.</summary>
        public string ErrorPath { get; private set; }
        public string ErrorCause { get; private set; }
        /// <summary>Of a test vendor: says nothing of a real license.</summary>
        public bool IsTest { get; private set; }
        /// <summary>One line, as `check --json` prints it.</summary>
        public string Json { get; private set; }
        public string Sentence { get; private set; }

        internal static Answer Of(IntPtr answer)
        {
            var features = new string[checked((int)(ulong)Native.ag_feature_count(answer))];
            for (var i = 0; i < features.Length; i += 1) features[i] = Text.From(Native.ag_feature(answer, (UIntPtr)(uint)i));
            return new Answer
            {
                Verdict = Verdict.Of(Native.ag_verdict_of(answer)),
                Status = Text.From(Native.ag_status(answer)),
                Reason = Text.From(Native.ag_reason(answer)),
                Limit = Number(Native.ag_limit, answer),
                Usage = Number(Native.ag_usage, answer),
                Until = Time(Number(Native.ag_until, answer)),
                DaysLeft = Number(Native.ag_days_left, answer),
                MaintenanceUntil = Time(Number(Native.ag_maintenance_until, answer)),
                Features = features,
                ErrorPath = Text.From(Native.ag_error_path(answer)),
                ErrorCause = Text.From(Native.ag_error_cause(answer)),
                IsTest = Native.ag_is_test(answer) != 0,
                Json = Text.From(Native.ag_json(answer)),
                Sentence = Text.From(Native.ag_sentence(answer)),
            };
        }

        private delegate int Field(IntPtr answer, out long value);

        private static long? Number(Field field, IntPtr answer)
        {
            long value;
            return field(answer, out value) != 0 ? value : (long?)null;
        }

        private static readonly DateTime Epoch = new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);

        /// <summary>The years before 0001 and behind 9999 are no DateTime: its first moment, its last one.</summary>
        private static DateTime? Time(long? milliseconds)
        {
            if (milliseconds == null) return null;
            var least = (long)(DateTime.MinValue - Epoch.ToUniversalTime()).TotalMilliseconds;
            var most = (long)(DateTime.MaxValue - Epoch).TotalMilliseconds - 1;
            return Epoch.AddTicks(Math.Min(Math.Max(milliseconds.Value, least), most) * TimeSpan.TicksPerMillisecond);
        }
    }

    /// <summary>Never changes: any number of threads may ask it at once.</summary>
    public sealed class Gate : IDisposable
    {
        private readonly Handle handle;
        private readonly bool isPlace;
        private volatile bool isDisposed;

        /// <param name="profile">The vendor profile as JSON, part of the product: it holds the public keys.</param>
        /// <param name="dataFolder">Null: the machine-wide one. One that can be none is said by every answer (invalid_input).</param>
        /// <exception cref="DllNotFoundException">The C library is not where the loader looks.</exception>
        public Gate(string profile, string dataFolder = null)
        {
            isPlace = Text.IsPlace(dataFolder ?? "");
            // With a zero in it, for which a text may be another one to the library, it is none.
            var isText = profile != null && profile.IndexOf('\0') < 0;
            handle = new Handle(Native.ag_open(Text.To(isText ? profile : ""), Text.To(dataFolder)));
            if (handle.IsInvalid) throw new OutOfMemoryException();
        }

        /// <summary>The handle itself is taken by a watch that lives for as long as that does.</summary>
        private Handle Open()
        {
            if (isDisposed) throw new ObjectDisposedException(nameof(Gate));
            return handle;
        }

        /// <summary>No product's code is empty: the library says then what it says of any input that is none.</summary>
        private byte[] Asked(string product) { return Text.To(isPlace ? product : ""); }

        /// <summary>Verified anew from the files. What cannot be told is an answer too.</summary>
        /// <exception cref="ObjectDisposedException">The gate was disposed of.</exception>
        public Answer Check(string product, string built = null, string feature = null)
        {
            IntPtr answer = IntPtr.Zero;
            try
            {
                answer = Native.ag_check(Open(), Asked(product), Text.To(built), Text.To(feature));
                return Answer.Of(answer);
            }
            finally
            {
                if (answer != IntPtr.Zero) Native.ag_answer_free(answer);
            }
        }

        /// <summary>Writes usage/&lt;product&gt;.json whole. Throws ArgumentException, or the system's error.</summary>
        /// <exception cref="ObjectDisposedException">The gate was disposed of.</exception>
        public void ReportUsage(string product, long usage)
        {
            const int Invalid = 22;
            var error = Native.ag_report_usage(Open(), Asked(product), usage);
            if (error == Invalid) throw new ArgumentException("no product or number that can be reported");
            if (error != 0) throw new Win32Exception(error);
        }

        /// <summary>
        /// Calls back, on a thread of its own, with the first answer and with each that differs from the one before, until it is
        /// disposed, also behind the gate itself. What the listener throws is passed over.
        /// </summary>
        /// <exception cref="ObjectDisposedException">The gate was disposed of.</exception>
        public Watch Watch(Action<Answer> listener, string product, string built = null, string feature = null, uint seconds = 5)
        {
            return new Watch(Open(), listener, Asked(product), Text.To(built), Text.To(feature), seconds);
        }

        public void Dispose()
        {
            isDisposed = true;
            handle.Dispose();
        }
    }

    /// <summary>Disposed of, it waits for a listener that runs, unless that disposes of it itself. No other call follows.</summary>
    public sealed class Watch : IDisposable
    {
        // One for all watches, which the collector never takes: the library may return into it after the last call.
        private static readonly Native.Listener Called = OnAnswer;
        private readonly Handle gate;
        private readonly Action<Answer> listener;
        private GCHandle self;
        private IntPtr watch;

        internal Watch(Handle gate, Action<Answer> listener, byte[] product, byte[] built, byte[] feature, uint seconds)
        {
            if (listener == null) throw new ArgumentNullException("listener");
            this.gate = gate;
            this.listener = listener;
            var held = false;
            gate.DangerousAddRef(ref held);
            self = GCHandle.Alloc(this);
            watch = Native.ag_watch_start(gate, Called, GCHandle.ToIntPtr(self), product, built, feature, seconds);
            if (watch != IntPtr.Zero) return;
            Release();
            throw new InvalidOperationException("no thread could be started");
        }

        private static void OnAnswer(IntPtr answer, IntPtr context)
        {
            try { ((Watch)GCHandle.FromIntPtr(context).Target).listener(Answer.Of(answer)); }
            catch (Exception) { /* No exception may reach the library, and it prints nothing. */ }
        }

        private void Release()
        {
            self.Free();
            gate.DangerousRelease();
        }

        public void Dispose()
        {
            var ended = System.Threading.Interlocked.Exchange(ref watch, IntPtr.Zero);
            if (ended == IntPtr.Zero) return;
            Native.ag_watch_stop(ended);
            Release();
        }
    }

    internal sealed class Handle : SafeHandle
    {
        internal Handle(IntPtr gate) : base(IntPtr.Zero, true) { SetHandle(gate); }
        public override bool IsInvalid { get { return handle == IntPtr.Zero; } }
        protected override bool ReleaseHandle() { Native.ag_close(handle); return true; }
    }

    /// <summary>UTF-8 that ends with a zero; a zero in it, by which a product would be another one, is U+FFFD.</summary>
    internal static class Text
    {
        internal static byte[] To(string text) { return text == null ? null : Encoding.UTF8.GetBytes(text.Replace('\0', '\uFFFD') + "\0"); }

        /// <summary>No file system has a name with a zero or a lone surrogate in it, and U+FFFD stands for lost letters.</summary>
        internal static bool IsPlace(string text)
        {
            try { return text.IndexOfAny(new[] { '\0', '\uFFFD' }) < 0 && Strict.GetByteCount(text) >= 0; }
            catch (EncoderFallbackException) { return false; }
        }

        private static readonly Encoding Strict = new UTF8Encoding(false, true);

        internal static string From(IntPtr text)
        {
            if (text == IntPtr.Zero) return null;
            var length = 0;
            while (Marshal.ReadByte(text, length) != 0) length += 1;
            var bytes = new byte[length];
            Marshal.Copy(text, bytes, 0, length);
            return Encoding.UTF8.GetString(bytes);
        }
    }

    internal static class Native
    {
        private const string Library = "libactivation_gate.so.0";

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void Listener(IntPtr answer, IntPtr context);

        [DllImport(Library)] internal static extern IntPtr ag_open(byte[] profile, byte[] dataFolder);
        [DllImport(Library)] internal static extern void ag_close(IntPtr gate);
        [DllImport(Library)] internal static extern IntPtr ag_check(Handle gate, byte[] product, byte[] built, byte[] feature);
        [DllImport(Library)] internal static extern void ag_answer_free(IntPtr answer);
        [DllImport(Library)] internal static extern int ag_verdict_of(IntPtr answer);
        [DllImport(Library)] internal static extern IntPtr ag_status(IntPtr answer);
        [DllImport(Library)] internal static extern IntPtr ag_reason(IntPtr answer);
        [DllImport(Library)] internal static extern IntPtr ag_error_path(IntPtr answer);
        [DllImport(Library)] internal static extern IntPtr ag_error_cause(IntPtr answer);
        [DllImport(Library)] internal static extern int ag_limit(IntPtr answer, out long limit);
        [DllImport(Library)] internal static extern int ag_usage(IntPtr answer, out long usage);
        [DllImport(Library)] internal static extern int ag_until(IntPtr answer, out long time);
        [DllImport(Library)] internal static extern int ag_days_left(IntPtr answer, out long days);
        [DllImport(Library)] internal static extern int ag_maintenance_until(IntPtr answer, out long time);
        [DllImport(Library)] internal static extern UIntPtr ag_feature_count(IntPtr answer);
        [DllImport(Library)] internal static extern IntPtr ag_feature(IntPtr answer, UIntPtr index);
        [DllImport(Library)] internal static extern int ag_is_test(IntPtr answer);
        [DllImport(Library)] internal static extern IntPtr ag_json(IntPtr answer);
        [DllImport(Library)] internal static extern IntPtr ag_sentence(IntPtr answer);
        [DllImport(Library)] internal static extern int ag_report_usage(Handle gate, byte[] product, long usage);
        [DllImport(Library)]
        internal static extern IntPtr ag_watch_start(Handle gate, Listener listener, IntPtr context, byte[] product, byte[] built,
            byte[] feature, uint seconds);
        [DllImport(Library)] internal static extern void ag_watch_stop(IntPtr watch);
    }
}
