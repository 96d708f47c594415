using Groundswell.Bench.Load;
using Groundswell.Bench.Results;
using Groundswell.Bench.Servers;

namespace Groundswell.Bench.Measures;

/// <summary>One side of a comparison over HTTP: the same load again and again, and its figures.</summary>
internal sealed class NodeLoad(ServerProcess server, IReadOnlyList<RequestTemplate> templates, int connections, TimeSpan round, int expectedStatus)
{
    public Series PerSecond { get; } = new();

    public Series MedianMilliseconds { get; } = new();

    public Series NinetyNinthMilliseconds { get; } = new();

    /// <summary>Processor time of the server for one item, microseconds.</summary>
    public Series ServerMicroseconds { get; } = new();

    /// <summary>Processor time of the generator for one item, microseconds.</summary>
    public Series GeneratorMicroseconds { get; } = new();

    /// <summary>Share of all cores that other programs took meanwhile, in percent.</summary>
    public Series OthersPercent { get; } = new();

    public double AnswerBytes { get; private set; }

    /// <summary>Items answered well since the start, the warm-up included.</summary>
    public long Answered { get; private set; }

    public long Failures { get; private set; }

    public string? Failure { get; private set; }

    /// <summary>One round; figures of a warm-up are dropped.</summary>
    public void Run(bool isWarmUp)
    {
        var before = server.ProcessorTime;
        var busy = Machine.BusyTime();
        var result = LoadRun.Run(server.Port, templates, connections, round, expectedStatus);
        Answered += result.Items;
        Failures += result.Failures;
        Failure = result.Failure ?? Failure;
        if (isWarmUp || result.Items == 0)
        {
            return;
        }

        var own = server.ProcessorTime - before + result.GeneratorTime;
        OthersPercent.Add(Math.Max(0, 100 * (Machine.BusyTime() - busy - own).TotalSeconds / (result.Elapsed.TotalSeconds * Environment.ProcessorCount)));
        AnswerBytes = result.AnswerBytes;
        PerSecond.Add(result.ItemsPerSecond);
        MedianMilliseconds.Add(result.MedianMilliseconds);
        NinetyNinthMilliseconds.Add(result.NinetyNinthMilliseconds);
        ServerMicroseconds.Add((server.ProcessorTime - before).TotalMicroseconds / result.Items);
        GeneratorMicroseconds.Add(result.GeneratorTime.TotalMicroseconds / result.Items);
    }
}
