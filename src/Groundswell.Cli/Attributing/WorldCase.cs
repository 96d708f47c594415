namespace Groundswell.Cli.Attributing;

/// <summary>What was seen in one case.</summary>
internal sealed class WorldCase(int id)
{
    public int Id { get; } = id;

    public List<Observation> Reports { get; } = [];

    public List<ProbeRow> Probes { get; } = [];

    public List<NoticeRow> Notices { get; } = [];

    /// <param name="Service">Its index.</param>
    /// <param name="At10">ln Bayes factor at the first snapshot.</param>
    /// <param name="At25">At the second.</param>
    /// <param name="At60">At the third.</param>
    /// <param name="Onset">Minutes from the window's start, or NaN.</param>
    internal readonly record struct Observation(int Service, float At10, float At25, float At60, float Onset);

    /// <param name="IsComponent">Of a component, otherwise of a service.</param>
    /// <param name="Target">Its index.</param>
    /// <param name="At10">Number of the result's class at the first snapshot.</param>
    /// <param name="At25">At the second.</param>
    /// <param name="At60">At the third.</param>
    internal readonly record struct ProbeRow(bool IsComponent, int Target, byte At10, byte At25, byte At60);

    /// <param name="Component">Its index.</param>
    /// <param name="PostedAt">Minutes from the window's start.</param>
    internal readonly record struct NoticeRow(int Component, float PostedAt);
}
