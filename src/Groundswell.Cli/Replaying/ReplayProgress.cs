using System.Globalization;

namespace Groundswell.Cli.Replaying;

/// <summary>Tells on a terminal how far a replay is; says nothing where standard error is redirected.</summary>
internal sealed class ReplayProgress(TextWriter output, bool isTerminal, TimeProvider time) : IProgress<DateTimeOffset>
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(200);
    private readonly Lock _gate = new();
    private readonly long _start = time.GetTimestamp();
    private string _name = "";
    private DateTimeOffset _from;
    private DateTimeOffset _to;
    private long _reports;
    private long _shown;

    /// <summary>Reports sent so far.</summary>
    public long Reports => Interlocked.Read(ref _reports);

    public TimeSpan Elapsed => time.GetElapsedTime(_start);

    public void Begin(string name, DateTimeOffset from, DateTimeOffset to)
    {
        lock (_gate)
        {
            (_name, _from, _to) = (name, from, to);
        }
    }

    public void Add(int reports) => Interlocked.Add(ref _reports, reports);

    public void Report(DateTimeOffset value)
    {
        if (!isTerminal)
        {
            return;
        }

        lock (_gate)
        {
            if (_shown != 0 && time.GetElapsedTime(_shown) < Every && value < _to)
            {
                return;
            }

            _shown = time.GetTimestamp();
            var part = _to > _from ? Math.Clamp((value - _from) / (_to - _from), 0, 1) : 1;
            output.Write(string.Create(CultureInfo.InvariantCulture, $"\r{_name,-8} {part,4:P0}  {value:yyyy-MM-dd HH:mm}  {Reports:N0} reports  {Elapsed:mm\\:ss} "));
            output.Flush();
        }
    }

    /// <summary>Clears the line.</summary>
    public void End()
    {
        if (isTerminal)
        {
            output.Write($"\r{new string(' ', 78)}\r");
        }
    }
}
