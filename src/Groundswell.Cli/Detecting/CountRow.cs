namespace Groundswell.Cli.Detecting;

/// <summary>One row of input.</summary>
/// <param name="Series">Number of the series, in order of first appearance.</param>
/// <param name="Time">Number of the time (<see cref="Recording.Times"/>).</param>
/// <param name="Value">Count or value.</param>
internal readonly record struct CountRow(int Series, int Time, double Value);
