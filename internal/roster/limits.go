package roster

// The limits on a roster. A sheet of people stays far below them; each keeps a
// small hostile file, or one with a million forgotten blank rows, from taking
// all memory or all time. With all of them used up, a roster is refused within a
// second and 200 MB on a machine of two cores.
const (
	// fileSize is the largest file, in bytes. 5,000 pairs with all columns filled
	// in have 2 MiB.
	fileSize = 8 << 20

	// maxRows is how many rows a sheet may have, blank ones included.
	maxRows = 20_000

	// maxColumns is how far to the right a row may say something.
	maxColumns = 256

	// maxText is how many bytes all cells of a sheet may have together. An XLSX
	// file names a text once and may use it in every cell.
	maxText = 16 << 20

	// maxCell is how many bytes of a cell are read: far above what a workbook has
	// room for, and what Excel can hold in characters.
	maxCell = 32 << 10

	// maxPeople is how many names a cell may have, and maxNumbered how many columns of a
	// side may have a number: "Mentee 20".
	maxPeople   = 40
	maxNumbered = 20

	// maxItems is how many topics or goals a cell may list.
	maxItems = 60

	// maxPart is the largest part of an XLSX file in bytes, unpacked.
	maxPart = 16 << 20

	// maxParts is how many parts an XLSX file may have. Each sheet and picture is
	// one; the directory of the archive is read as a whole.
	maxParts = 2000

	// maxStrings is how many different texts an XLSX file may have.
	maxStrings = 200_000

	// maxDepth is how deep elements may lie in each other. The deepest that is
	// read here is a text in a cell, at 6.
	maxDepth = 24

	// maxTag is the longest tag in bytes, with all its attributes, and maxRun the
	// longest text between two tags: both are held in memory as a whole.
	maxTag = 64 << 10
	maxRun = 256 << 10
)
