using System.CommandLine;

namespace Groundswell.Cli.Commands;

/// <summary><c>groundswell feeds</c>: suppliers' own status pages.</summary>
internal static class FeedsCommand
{
    public static Command Create() => new("feeds", "Works on the status pages and feeds of suppliers.") { FeedsReadCommand.Create() };
}
