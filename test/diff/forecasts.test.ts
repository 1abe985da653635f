import { forecasts } from '../../src/diff/forecasts';
import { exportsOf, isConstant, namesOf } from '../helpers/exports-of';

test('every constant of a file of forecasts is a forecast that is asked', async () => {
  const asked: ReadonlySet<unknown> = new Set(forecasts);

  const constants = (await exportsOf('src/diff/forecasts')).filter(isConstant);

  expect(namesOf(constants.filter(({ value }) => !asked.has(value)))).toEqual([]);
  expect(constants).toHaveLength(forecasts.length);
});
