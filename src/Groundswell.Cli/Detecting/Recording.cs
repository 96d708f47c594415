namespace Groundswell.Cli.Detecting;

/// <summary>A whole input file, compactly: names and times once, rows in order.</summary>
internal sealed record Recording
{
    /// <summary>Rows hold counts of named series; otherwise values of one stream.</summary>
    public required bool HoldsCounts { get; init; }

    public required IReadOnlyList<string> Series { get; init; }

    public required IReadOnlyList<TimeStamp> Times { get; init; }

    /// <summary>In the order of the input. Within a series, times only grow.</summary>
    public required IReadOnlyList<CountRow> Rows { get; init; }

    /// <summary>Numbers of the lines without a row after the header, in order.</summary>
    public required IReadOnlyList<long> BlankLines { get; init; }

    /// <summary>How far apart the rows of one series mostly are (<see cref="StepWidth"/>), or null with fewer than two rows.</summary>
    public TimeSpan? TypicalStep { get; init; }

    /// <summary>The width that bins have if nobody says: that distance, within what a bin may be.</summary>
    public TimeSpan TypicalBin => TypicalStep is not { } step ? TimeSpan.FromMinutes(1)
        : step < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1)
        : step > TimeSpan.FromDays(1) ? TimeSpan.FromDays(1)
        : step;

    /// <summary>Name of the series that a row is of.</summary>
    public string NameOf(int row) => Series[Rows[row].Series];

    /// <summary>The line of the input that a row stands in.</summary>
    public long LineOf(int row)
    {
        long line = row + 2;
        foreach (var blank in BlankLines)
        {
            if (blank > line)
            {
                break;
            }

            line++;
        }

        return line;
    }
}
