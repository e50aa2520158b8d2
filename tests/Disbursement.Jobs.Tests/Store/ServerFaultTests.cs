using System.Reflection;
using Microsoft.Data.SqlClient;
using Meaning = Disbursement.Jobs.Store.Connections.Faults;

namespace Disbursement.Jobs.Tests.Store;

/// <summary>What an error of a server means, by number and severity.</summary>
[TestFixture]
internal sealed class ServerFaultTests
{
    /// <summary>A connection that breaks has no number where the driver speaks to the network by itself: it was taken for a fault of the
    /// books.</summary>
    [TestCase(0, 20, true, false, TestName = "A_connection_that_broke_may_come_back")]
    [TestCase(0, 16, false, false, TestName = "A_statement_that_failed_fails_again")]
    [TestCase(1205, 13, true, false, TestName = "A_victim_of_a_deadlock_may_try_again")]
    [TestCase(229, 14, false, false, TestName = "A_right_that_is_missing_stays_missing")]
    [TestCase(824, 24, false, true, TestName = "A_damaged_page_is_of_the_rows_however_severe")]
    [TestCase(207, 16, false, true, TestName = "A_column_that_is_gone_is_of_the_rows")]
    public void An_error_is_told_by_number_and_severity(int number, byte severity, bool isTransient, bool isOfRows)
    {
        SqlException exception = Thrown(number, severity);

        Assert.That((Meaning.IsTransient(exception), Meaning.IsTransient(new InvalidOperationException("in the model", exception)),
            Meaning.IsOfRows(exception)), Is.EqualTo((isTransient, isTransient, isOfRows)));
    }

    [Test]
    public void A_database_that_is_not_there_is_told_from_a_server_that_is_away() =>
        Assert.That((Meaning.IsOfName(Thrown(4060, 11)), Meaning.IsOfName(Thrown(0, 20))), Is.EqualTo((true, false)));

    /// <summary>As the driver makes it; nobody else can.</summary>
    private static SqlException Thrown(int number, byte severity)
    {
        const BindingFlags within = BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static;
        SqlErrorCollection errors = (SqlErrorCollection)Activator.CreateInstance(typeof(SqlErrorCollection), nonPublic: true)!;
        ConstructorInfo make = typeof(SqlError).GetConstructors(within).OrderBy(one => one.GetParameters().Length).First();
        object error = make.Invoke([.. make.GetParameters().Select(parameter => parameter.Name switch
        {
            "infoNumber" => number,
            "errorClass" => severity,
            _ when parameter.ParameterType == typeof(string) => "",
            _ when parameter.ParameterType.IsValueType => Activator.CreateInstance(parameter.ParameterType),
            _ => (object?)null,
        })]);
        typeof(SqlErrorCollection).GetMethod("Add", within)!.Invoke(errors, [error]);
        MethodInfo create = typeof(SqlException).GetMethods(within)
            .First(method => method.Name == "CreateException" && method.GetParameters().Length == 2);
        return (SqlException)create.Invoke(null, [errors, ""])!;
    }
}
