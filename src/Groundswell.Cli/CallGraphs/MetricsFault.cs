namespace Groundswell.Cli.CallGraphs;

/// <summary>A file of a call graph or of its metrics breaks a rule; the message names the file, the place in it and the reason.</summary>
internal sealed class MetricsFault : Exception
{
    public MetricsFault(string path, string reason)
        : base($"{path}: {reason}")
    {
    }

    /// <param name="path">The file.</param>
    /// <param name="line">From 1.</param>
    /// <param name="column">Of the table, from 1.</param>
    /// <param name="reason">A sentence.</param>
    public MetricsFault(string path, int line, int column, string reason)
        : base($"{path}:{line}:{column}: {reason}")
    {
    }
}
