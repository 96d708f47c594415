using Microsoft.Extensions.Logging;

namespace Groundswell.Sensing.Vantages;

public sealed partial class VantageAgent
{
    private static partial class Log
    {
        [LoggerMessage(2112, LogLevel.Information, "{Probes} probes are planned; {Unavailable} cannot run on this machine, {LeftOut} are left out")]
        public static partial void Planned(ILogger logger, int probes, int unavailable, int leftOut);

        [LoggerMessage(2113, LogLevel.Error, "The plan cannot be read, the old one stays: {Fault}")]
        public static partial void BadPlan(ILogger logger, string fault);

        [LoggerMessage(2114, LogLevel.Error, "The node cannot read batch {Sequence}, which is dropped: {Answer}")]
        public static partial void Refused(ILogger logger, long sequence, string answer);

        [LoggerMessage(2115, LogLevel.Warning, "{Count} probes of the plan are left out; the first, number {Place}: {Field} {Reason}")]
        public static partial void LeftOut(ILogger logger, int count, int place, string field, string reason);

        [LoggerMessage(2116, LogLevel.Warning, "The node has taken number {Sequence} from this vantage already: does another agent run with this token?")]
        public static partial void NumberUsed(ILogger logger, long sequence);

        [LoggerMessage(2117, LogLevel.Warning, "Too much waits for the node: the oldest results are dropped from now on")]
        public static partial void Dropping(ILogger logger);

        [LoggerMessage(2118, LogLevel.Error, "The disk does not keep results, the latest wait in memory: {Reason}")]
        public static partial void Disk(ILogger logger, string reason);

        [LoggerMessage(2119, LogLevel.Information, "The node is away; the plan of the last time is run")]
        public static partial void Kept(ILogger logger);

        [LoggerMessage(2120, LogLevel.Information, "{Sent} results sent, {Waiting} batches wait, {Dropped} were dropped, {Probes} probes run")]
        public static partial void Standing(ILogger logger, long sent, int waiting, long dropped, int probes);

        [LoggerMessage(2121, LogLevel.Information, "Stopped: {Sent} results sent, {Waiting} batches wait here for the next start, {Dropped} were dropped")]
        public static partial void Stopped(ILogger logger, long sent, int waiting, long dropped);

        [LoggerMessage(2122, LogLevel.Warning, "{Probes} probes cannot run here, and say nothing of their targets: {Reason}")]
        public static partial void Unavailable(ILogger logger, int probes, string reason);
    }
}
