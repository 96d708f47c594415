using System.CommandLine;
using Groundswell.Cli;
using Groundswell.Cli.Commands;

var root = new RootCommand("Groundswell: hears that a service fails, and says what is down, since when, where, and why.")
{
    AttributeCommand.Create(),
    AgentCommand.Create(),
    BackupCommand.Create(),
    CatalogueCommand.Create(),
    ConcentrationCommand.Create(),
    DemoCommand.Create(),
    DetectCommand.Create(),
    FeedsCommand.Create(),
    DiagnoseCommand.Create(),
    DiscoverCommand.Create(),
    HintsCommand.Create(),
    RebuildCommand.Create(),
    ReplayCommand.Create(),
    ServeCommand.Create(),
    StoreCommand.Create(),
};
ServeCommand.AddTo(root);

var parsed = root.Parse(args);

// A node that is asked to stop counts and stores what it took, on a slow disk for longer than the two seconds that are the default here.
var exitCode = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });

return parsed.Errors.Count > 0 ? ExitCodes.BadUsage : exitCode;
