using Spectre.Console;

namespace Groundswell.Cli;

/// <summary>Writes what a command found: as wide as the terminal, and as wide as it is where a file or a program reads it.</summary>
internal static class ResultConsole
{
    /// <summary>Wider than any table; a line is then never broken in its middle.</summary>
    private const int Unbounded = 100_000;

    /// <param name="output">Standard output, or what stands for it.</param>
    public static IAnsiConsole On(TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = Unbounded;
        }

        return console;
    }
}
