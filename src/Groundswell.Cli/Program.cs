using System.CommandLine;
using Groundswell.Cli.Commands;

const int BadUsage = 2;

var root = new RootCommand("Groundswell: hears that a service fails, and says what is down, since when, where, and why.")
{
    CatalogueCommand.Create(),
    DetectCommand.Create(),
};

var parsed = root.Parse(args);
var exitCode = await parsed.InvokeAsync();

return parsed.Errors.Count > 0 ? BadUsage : exitCode;
