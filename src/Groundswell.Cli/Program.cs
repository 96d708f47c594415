using System.CommandLine;
using Groundswell.Cli;
using Groundswell.Cli.Commands;

var root = new RootCommand("Groundswell: hears that a service fails, and says what is down, since when, where, and why.")
{
    AttributeCommand.Create(),
    AgentCommand.Create(),
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
};
ServeCommand.AddTo(root);

var parsed = root.Parse(args);
var exitCode = await parsed.InvokeAsync();

return parsed.Errors.Count > 0 ? ExitCodes.BadUsage : exitCode;
