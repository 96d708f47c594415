namespace Groundswell.Cli;

/// <summary>What the executable tells its caller.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>The command worked, and found what its user asked to be told of.</summary>
    public const int Finding = 1;

    public const int BadUsage = 2;

    /// <summary>The command worked, and could not tell: what it would have looked at is out of its reach.</summary>
    public const int Unknown = 3;

    /// <summary>Ended by Ctrl-C, as shells count it.</summary>
    public const int Interrupted = 130;
}
