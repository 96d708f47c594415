using System.CommandLine;
using System.Net;
using Groundswell.Sensing.Outgoing;
using Groundswell.Sensing.Probes;
using Groundswell.Sensing.Vantages;
using Microsoft.Extensions.Logging;

namespace Groundswell.Cli.Commands;

/// <summary><c>groundswell agent</c>: a place that probes run from, for a node elsewhere.</summary>
internal static class AgentCommand
{
    private const string TokenVariable = "GROUNDSWELL_TOKEN";

    public static Command Create()
    {
        var server = new Option<string>("--server") { Description = "Address of the node, such as https://status.example.com.", HelpName = "URL", Required = true };
        var token = new Option<string?>("--token") { Description = $"The token, name:secret, as in the node's setting vantages.tokens. Better given as {TokenVariable}: command lines can be read by others.", HelpName = "T" };
        var data = new Option<string>("--data") { Description = "Folder where results wait while the node is away; one agent holds it.", HelpName = "DIR", DefaultValueFactory = _ => "./agent" };
        var networks = new Option<string[]>("--allow-network") { Description = "A private network that probes may reach, such as 10.1.0.0/16. May be repeated.", HelpName = "CIDR" };
        var resolvers = new Option<string[]>("--resolver") { Description = "A name server to ask instead of the machine's own, as address or address:port. May be repeated.", HelpName = "ADDR" };
        var contact = new Option<string?>("--contact") { Description = "A page or mailbox for the owners of probed servers; sent in the User-Agent.", HelpName = "C" };
        var command = new Command("agent", "Runs probes here for a node elsewhere: fetches its plan, sends what it sees, and keeps it on disk while the node is away.") { server, token, data, networks, resolvers, contact };
        command.SetAction((parse, cancellationToken) =>
        {
            var errors = parse.InvocationConfiguration.Error;
            var given = parse.GetValue(token) ?? Environment.GetEnvironmentVariable(TokenVariable);
            if (!Uri.TryCreate(parse.GetValue(server), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            {
                return BadAsync(errors, $"--server is {parse.GetValue(server)}; it must look like https://status.example.com.");
            }

            if (!VantageToken.TryParse(given, out var known))
            {
                return BadAsync(errors, $"--token (or {TokenVariable}): {VantageToken.Rule}");
            }

            var (allowed, wrong) = Parse(parse.GetValue(networks) ?? [], text => IPNetwork.TryParse(text, out var network) ? network : null as IPNetwork?);
            if (wrong is not null)
            {
                return BadAsync(errors, $"--allow-network is {wrong}; it must look like 10.1.0.0/16.");
            }

            var asked = new List<IPEndPoint>();
            foreach (var text in parse.GetValue(resolvers) ?? [])
            {
                if (!IPEndPoint.TryParse(text, out var resolver))
                {
                    return BadAsync(errors, $"--resolver is {text}; it must look like 9.9.9.9 or [2620:fe::fe]:53.");
                }

                asked.Add(resolver.Port == 0 ? new IPEndPoint(resolver.Address, 53) : resolver);
            }

            return RunAsync(
                new AgentOptions
                {
                    Server = url,
                    Token = known,
                    Folder = parse.GetValue(data)!,
                    Probing = new ProbeRunnerOptions { Guard = new AddressGuard(allowed), Resolvers = asked, Contact = parse.GetValue(contact) },
                },
                parse.InvocationConfiguration.Output,
                errors,
                cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(AgentOptions options, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        // What a person or a program reads of it is on standard output; what is told while it runs is not.
        using var loggers = LoggerFactory.Create(logging => logging
            .AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "HH:mm:ss "))
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        VantageAgent agent;
        try
        {
            agent = new VantageAgent(options, handler, TimeProvider.System, loggers);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return await BadAsync(errors, $"--data: the folder {Path.GetFullPath(options.Folder)} cannot be used: {refusal.Message} Does another agent run on it?");
        }

        using (agent)
        {
            var waiting = agent.Counts.Waiting;
            await output.WriteLineAsync($"Vantage {options.Token} probes for {options.Server}. {(waiting == 0 ? "Nothing waits" : waiting == 1 ? "1 batch waits" : $"{waiting} batches wait")} in {Path.GetFullPath(options.Folder)}. Ctrl-C ends it.");
            await agent.RunAsync(cancellationToken);
        }

        return ExitCodes.Success;
    }

    private static async Task<int> BadAsync(TextWriter errors, string reason)
    {
        await errors.WriteLineAsync(reason);
        return ExitCodes.BadUsage;
    }

    private static (List<T> Values, string? Wrong) Parse<T>(IEnumerable<string> texts, Func<string, T?> parse)
        where T : struct
    {
        var values = new List<T>();
        foreach (var text in texts)
        {
            if (parse(text) is not { } value)
            {
                return (values, text);
            }

            values.Add(value);
        }

        return (values, null);
    }
}
